-- One row a child and year: children looked after on 31 March for at least 28 days, and whether every review of the year
-- was on time: the first within 28 days of the start of care, the second 91 days later, each later one within 183 days.
-- Where the start of care lies before the returns, a first review is not judged and the next may take 183 days.
select la, year, child, whereabouts, placement_type, reviews,
  late = 0 and closes - last_event <= case when care_began < known_from or reviews > 1 then 183 when reviews = 0 then 28 else 91 end
    as on_time
from (
  select c.la, c.year, c.child, c.whereabouts, c.placement_type, c.closes, c.care_began, c.known_from,
    count(r.review) as reviews, coalesce(max(r.review), c.care_began) as last_event,
    max(case
      when r.review is null or r.review < c.opens then 0
      when r.before is null or r.before <= c.care_began
        then case when c.care_began >= c.known_from and r.review - c.care_began > 28 then 1 else 0 end
      when r.review - r.before > case
        when c.care_began >= c.known_from and (r.before_that is null or r.before_that <= c.care_began) then 91
        else 183
      end then 1
      else 0
    end) as late
  from looked_after as c
  left join reviews as r on r.child = c.child and r.review > c.care_began and r.review <= c.closes
  where c.days_in_care >= 28
  group by c.la, c.year, c.child, c.whereabouts, c.placement_type, c.closes, c.care_began, c.known_from
) as judged
