"""SSDA903, the yearly return of children looked after: CSV files of the collection years from 2017."""
