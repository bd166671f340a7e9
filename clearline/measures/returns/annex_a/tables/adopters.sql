-- List 11: one row for each person who wants to adopt.
select la, year, child as adopter, approved is not null as is_approved, approved - stage_1_started as days_to_approval
from list_11
