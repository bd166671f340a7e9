-- List 1: one row for each contact of the last six months.
select la, year, child, as_at - contacted as days_ago from list_1
