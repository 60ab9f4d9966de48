DROP FUNCTION retail_sell;
