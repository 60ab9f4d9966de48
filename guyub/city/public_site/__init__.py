"""What anybody may see: the city, a cooperative, prices and LPG today, a document verified by its QR."""
