import time, pytest
from datetime import date, datetime, UTC, timedelta
from django.db import connection
from django.test.utils import CaptureQueriesContext
from northmoor_whole import northmoor, acting
from people import client_for, member, make_user
from clearline.assurance.challenges import models as cm
from clearline.assurance.evidence import models as em
from clearline.assurance.statements import models as sm
from clearline.assurance.signing import models as gm
from clearline.assurance.testing import models as tm
from clearline.registers import models as rm
from clearline.schedule import models as scm
from clearline.guidance.content import load
from clearline.guidance.queries import stated_in, edition_named
from clearline.accounts.models import Individual
pytestmark=pytest.mark.django_db
T=date(2026,11,20)
def fill(a, start, n, p):
    ch=[cm.Challenge(authority=a,key=f"2026-{i}",challenger="office:lead-member",challenger_name="LM",challenged="office:dcs",challenged_name="DCS",about="",topic=f"t{i}",words="w",made_on=T,due=T,by=p[i%7]) for i in range(start,n)]
    cm.Challenge.objects.bulk_create(ch)
    cm.Step.objects.bulk_create([cm.Step(challenge=c,kind="answer",party="office:dcs",party_name="DCS",words="x",on=T,by=p[0]) for c in ch])
    cm.Action.objects.bulk_create([cm.Action(authority=a,key=f"2026-{i}",title="t",source="challenge:2026-1",owner="dcs",owner_name="x",opened=T,due=T) for i in range(start,n)])
    it=[em.Item(authority=a,key=f"i{i}",title=f"t{i}",kind="other",source="s",on=T,by=p[i%7]) for i in range(start,n)]
    em.Item.objects.bulk_create(it)
    vs=[em.Version(item=i,number=1,digest="0"*64,on=T,by=p[1],frozen={"where":"x"}) for i in it]
    em.Version.objects.bulk_create(vs)
    em.Use.objects.bulk_create([em.Use(item=v.item,version=v,about="duty:dcs-lm/2013/dcs-ensures-effective-systems",place="p",why="w",on=T,by=p[2]) for v in vs])
    rm.Entry.objects.bulk_create([rm.Entry(authority=a,register="visits",key=f"v{i}",on=T,values={"who":["lead-member"],"kind":"visit","with":["children"],"place":f"p{i}","heard":"h"}) for i in range(start,n)])
    iss=[scm.Issue(authority=a,contract="lead-member-briefing",number=f"2026-{i:04}",title="B",on=T,issued_at=datetime(2026,11,20,12,tzinfo=UTC),by=p[i%7],digest=f"{i:064}",contents=[{"key":"x","title":"y","required":True,"complete":True}]) for i in range(start,n)]
    scm.Issue.objects.bulk_create(iss)
    scm.Receipt.objects.bulk_create([scm.Receipt(issue=i,office="lead-member",by=p[3],at=i.issued_at) for i in iss])
    scm.Question.objects.bulk_create([scm.Question(issue=i,number=1,office="lead-member",by=p[3],at=i.issued_at,text="q") for i in iss])
    gm.SignOff.objects.bulk_create([gm.SignOff(authority=a,about=f"challenge:{i}",title="t",digest="0"*64,office="dcs",by=p[i%7],on=T,at=datetime(2026,11,20,tzinfo=UTC)) for i in range(start,n)])
    tm.Test.objects.bulk_create([tm.Test(authority=a,key=f"t{i}",title="t",scope="s",opened_on=T) for i in range(start,n)])
    duties=[s.duty.key for s in stated_in(edition_named(load(),"dcs-lm/2013"))][: max(2,min(n,200))]
    for d in duties:
        j,new=sm.Judgement.objects.get_or_create(authority=a,document="dcs-lm",edition="2013",duty=d)
        if new: sm.Statement.objects.create(judgement=j,role="dcs",by=p[0],result="partly",words="w",saw="s",on=T)
def test_q(capsys):
    a=northmoor(); p=[Individual.objects.create(name=f"P{i}") for i in range(7)]
    c=client_for(member(a,"dcs")); g=client_for(member(a,"governance-officer")); s=client_for(member(a,"scrutiny-member"))
    urls=["statements/","evidence/","challenges/","challenges/actions/","challenges/of/office:dcs/","registers/","registers/visits/","calendar/","calendar/contracts/","reports/","standing/","tests-of-assurance/","signatures/","calendar/pre-election-periods/","evidence/item/i1/","challenges/2026-1/","","calendar/reports/lead-member-briefing/","reports/lead-member-briefing/issued/2026-0001/","statements/dcs-lm/2013/dcs-ensures-effective-systems/", "evidence/use/?item=i1"]
    out={}
    prev=0
    for n in (5,400,2000):
        fill(a,prev,n,p); prev=n
        for u in urls:
            for who,cl in (("dcs",c),("gov",g),("scr",s)):
                t=time.time()
                with CaptureQueriesContext(connection) as q: r=cl.get(f"/northmoor/{u}")
                out.setdefault((u,who),[]).append((r.status_code,len(q),round(time.time()-t,2)))
    with capsys.disabled():
        for k,v in out.items():
            flag="  <<<" if len({x[1] for x in v})>1 and v[0][1]+3<v[-1][1] or v[-1][2]>1.5 else ""
            print(k,v,flag)
