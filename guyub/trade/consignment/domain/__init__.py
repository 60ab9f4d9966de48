"""Pure rules of consignment."""
