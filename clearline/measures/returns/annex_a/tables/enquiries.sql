-- List 5: one row for each section 47 enquiry of the last six months.
select la, year, child,
       conference is not null as has_conference,
       conference_working - started_working as working_days,  -- from the day after the strategy discussion
       coalesce(led_to_plan, false) as led_to_plan
from list_5
