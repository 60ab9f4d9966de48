DROP FUNCTION inventory_write;
