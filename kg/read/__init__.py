"""Files of annotations and tables -> the model, with every problem at its place."""
