-- List 8: one row for each child looked after, now or in the last six months.
select la, year, child, age, disabled, unaccompanied, location, placements, times_missing,
       interview_offered, interview_accepted,
       ceased is null or ceased > as_at as is_open,
       as_at - started as days,
       as_at - reviewed as days_since_review,
       as_at - health_checked as days_since_health_check,
       as_at - teeth_checked as days_since_teeth_check,
       as_at - visited as days_since_visit,
       coalesce(
           as_at - visited <= case
               when as_at - placed >= 365 and permanence in ('long-term fostering', 'long-term residential placement')
               then 91
               else 42
           end, false
       ) as visited_in_time,
       coalesce(as_at - health_checked <= case when age < 5 then 183 else 365 end, false) as health_checked_in_time
from list_8
