"""Forms made from the types of the picture: one builder for every section, whoever changes or proposes something."""
