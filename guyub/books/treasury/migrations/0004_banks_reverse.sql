DROP TRIGGER bank_line_stays ON treasury_bankline;
DROP FUNCTION treasury_bank_line_stays();
