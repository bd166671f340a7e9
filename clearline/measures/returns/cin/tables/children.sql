-- One row for each child in the return of the year, with the days between which the year lies for the other tables.
select p.la, p.year, p.child, p.person, y.opens, y.closes, y.known_from,
       y.year - p.dob_year - case when p.dob_monthday > 331 then 1 else 0 end as age,  -- on 31 March
       p.sex, p.ethnicity,
       p.dob is null or p.dob > y.closes as is_unborn,
       d.person is not null as is_disabled
from persons p
join years y on y.la = p.la and y.year = p.year
left join (select distinct person from disabilities where disability <> 'NONE') d on d.person = p.person
