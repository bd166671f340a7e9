-- One row for each child protection plan in the return.
select p.la, p.year, p.child, c.age, c.sex, c.ethnicity, c.is_disabled, c.is_unborn, p.first_category, p.category,
       p.plans_before,
       coalesce(p.started <= c.closes and (p.ended is null or p.ended > c.closes), false) as is_open,  -- on 31 March
       coalesce(p.started between c.opens and c.closes, false) as started_in_year,
       coalesce(p.ended between c.opens and c.closes, false) as ended_in_year,
       case when p.ended <= c.closes then p.ended else c.closes end - p.started as days,
       c.closes - r.last_review as days_since_review,
       coalesce(p.started < c.opens or r.first_review <= p.started + 91, false) as first_review_in_time,
       coalesce(r.longest_gap <= 183, true)
           and coalesce(p.started >= c.opens or r.first_review <= c.opens + 183, false) as later_reviews_in_time
from protection_plans p
join children c on c.person = p.person
left join (
    select plan, min(reviewed) as first_review, max(reviewed) as last_review, max(reviewed - previous) as longest_gap
    from (
        select r.plan, r.reviewed, lag(r.reviewed) over (partition by r.plan order by r.reviewed) as previous
        from (
            select distinct v.plan, v.reviewed
            from plan_reviews v
            join children c on c.person = v.person
            where v.reviewed <= c.closes
        ) r
    ) g
    group by plan
) r on r.plan = p.plan
