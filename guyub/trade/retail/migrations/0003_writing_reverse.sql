DROP FUNCTION retail_write_sale;
