-- One row a child and year: children looked after at any time in the year.
select distinct la, year, child from in_year
