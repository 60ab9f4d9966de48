"""Speed figures, each taken beside its floor in the same run: `./run bench [NAME …]`."""
