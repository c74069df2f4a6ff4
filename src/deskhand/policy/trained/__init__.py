"""A second reading of labels: a small linear model, trained by long lists of labels with what they really do."""
