"""Pure rules of loans: values in, values out."""
