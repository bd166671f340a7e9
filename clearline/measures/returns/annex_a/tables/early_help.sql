-- List 2: one row for each early help assessment of the last six months.
select la, year, child, completed is not null as is_complete, completed - started as days from list_2
