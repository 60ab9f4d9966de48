"""Tables that people bring: kept sealed, their columns told, looked through, taken in, undone. It owns no rows."""
