-- One row for each initial child protection conference held in the year after a section 47 enquiry. Spans are from the
-- day after the start of the enquiry.
select s.la, s.year, s.child, c.age, c.sex, c.ethnicity, c.is_disabled,
       s.conference_working - s.started_working as working_days,
       s.conference_weekdays - s.started_weekdays as weekdays
from section47 s
join children c on c.person = s.person
where s.conference between c.opens and c.closes
