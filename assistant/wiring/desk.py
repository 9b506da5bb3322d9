"""What the chat's handlers get: ports and journeys bound to what is open."""

from __future__ import annotations

from functools import partial

from assistant.chat.application import Me
from assistant.chat.desk import Desk
from assistant.chat.telegram import NewsroomBot, download
from assistant.ports import Engine
from assistant.wiring import alerting, asking, checking, digesting, finding, health, hearing, taking, topics
from assistant.wiring.house import House


def build_desk(house: House, engine: Engine, bot: NewsroomBot, me: Me) -> Desk:
    database, settings = house.database, house.settings
    return Desk(
        ask=partial(asking.answer, house=house),
        search=partial(asking.search, house=house),
        timeline=partial(topics.timeline, house=house),
        brief=partial(topics.brief, house=house),
        quotes=partial(topics.quotes, house=house),
        trends=partial(topics.trends, house=house),
        check=partial(checking.check, house=house),
        digest=partial(digesting.digest, house=house),
        alert=partial(alerting.preview, house=house),
        find=partial(finding.find, house=house),
        follow=partial(finding.follow, house=house, engine=engine),
        take=partial(taking.take, house=house),
        take_file=partial(taking.take_file, house=house),
        take_message=partial(taking.take_message, house=house),
        download=partial(download, bot),
        hear=partial(hearing.hear, house=house) if house.transcribe else None,
        health=partial(health.lines, house=house),
        posts=database.posts,
        sources=database.sources,
        people=database.people,
        answers=database.answers,
        digests=database.digests,
        alerts=database.alerts,
        approvals=database.approvals,
        followings=database.followings,
        deliveries=database.deliveries,
        buttons=database.buttons,
        audit=database.audit,
        keep=database.settings,
        engine=engine,
        clock=house.clock,
        zone=settings.timezone,
        admin_ids=settings.admin_ids,
        bot_name=me.name,
        writes_answers=settings.writes_answers,
        settings=settings.bearing(),
        limits={"questions_a_minute": settings.questions_a_minute, "questions_a_day": settings.questions_a_day},
    )
