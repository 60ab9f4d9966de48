"""The pengawas at work: questions on entries, samples, exceptions, signing a month off."""
