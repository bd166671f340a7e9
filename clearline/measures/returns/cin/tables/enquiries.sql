-- One row for each section 47 enquiry in the return. Spans are from the day after its start to the conference.
select s.la, s.year, s.child, c.age, c.sex, c.ethnicity, c.is_disabled,
       coalesce(s.started between c.opens and c.closes, false) as started_in_year,
       coalesce(s.conference between c.opens and c.closes, false) as conference_in_year,
       s.not_required as conference_not_required,
       s.conference_working - s.started_working as working_days,
       s.conference_weekdays - s.started_weekdays as weekdays
from section47 s
join children c on c.person = s.person
