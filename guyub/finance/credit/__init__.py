"""One exposure limit per member: loans, store credit, holds of guarantors, slices lent to devices."""
