"""Rules of the budget, of taxes and of the calendar."""
