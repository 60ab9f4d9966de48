"""Fixed assets and what is spread over months: register, depreciation, prepayments."""
