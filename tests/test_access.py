from __future__ import annotations

import pytest

from bot.access import Access, Permission

IDA, BO, BOSS = 7, 8, 1
GROUP, OTHER_GROUP = -100, -200
PEOPLE = Access(allowed_users={IDA}, admins={BOSS})
GROUPS = Access(allowed_groups={GROUP}, admins={BOSS})
BOTH = Access(allowed_users={IDA}, allowed_groups={GROUP}, admins={BOSS})
OPEN = Access(admins={BOSS})


@pytest.mark.parametrize(
    ("access", "user_id", "chat_id", "permission"),
    [
        pytest.param(OPEN, BO, BO, "yes", id="nobody named: anyone in private"),
        pytest.param(OPEN, BO, GROUP, "yes", id="nobody named: anyone in a group"),
        pytest.param(PEOPLE, IDA, IDA, "yes", id="people named: one of them in private"),
        pytest.param(PEOPLE, IDA, GROUP, "yes", id="people named: one of them in any group"),
        pytest.param(PEOPLE, BO, BO, "no", id="people named: another in private"),
        pytest.param(PEOPLE, BO, GROUP, "no", id="people named: another in a group"),
        pytest.param(GROUPS, BO, GROUP, "yes", id="groups named: anyone in one of them"),
        pytest.param(GROUPS, BO, OTHER_GROUP, "no", id="groups named: nobody in another"),
        pytest.param(GROUPS, BO, BO, "no", id="groups named: nobody in private"),
        pytest.param(BOTH, IDA, IDA, "yes", id="both named: a person in private"),
        pytest.param(BOTH, IDA, GROUP, "yes", id="both named: a person in a named group"),
        pytest.param(BOTH, IDA, OTHER_GROUP, "no", id="both named: not even a person in another group"),
        pytest.param(BOTH, BO, GROUP, "yes", id="both named: anyone in a named group"),
        pytest.param(BOTH, BO, BO, "no", id="both named: another in private"),
        pytest.param(PEOPLE, BOSS, BOSS, "yes", id="an admin in private"),
        pytest.param(BOTH, BOSS, OTHER_GROUP, "yes", id="an admin in any group"),
    ],
)
def test_who_may_ask_where(access: Access, user_id: int, chat_id: int, permission: Permission) -> None:
    assert access.may_ask(user_id, chat_id, is_group=chat_id < 0) == permission


@pytest.mark.parametrize(
    ("users", "groups"),
    [
        pytest.param(set(), set(), id="open"),
        pytest.param({IDA}, set(), id="people"),
        pytest.param({IDA}, {GROUP}, id="both"),
    ],
)
def test_who_is_blocked_is_met_with_silence_until_that_is_taken_back(users: set[int], groups: set[int]) -> None:
    access = Access(users, groups)
    access.block(IDA)
    access.block(GROUP)
    assert access.may_ask(IDA, IDA, is_group=False) == "blocked"
    assert access.may_ask(IDA, OTHER_GROUP, is_group=True) == "blocked"
    assert access.may_ask(BO, GROUP, is_group=True) == "blocked"
    access.unblock(IDA)
    access.unblock(OTHER_GROUP)  # was not blocked
    assert access.may_ask(IDA, IDA, is_group=False) == "yes"
    assert access.may_ask(IDA, GROUP, is_group=True) == "blocked"


def test_an_admin_cannot_be_blocked_and_may_ask_even_in_a_blocked_group() -> None:
    access = Access(admins={BOSS}, blocked={GROUP})
    access.block(BOSS)
    assert access.may_ask(BOSS, BOSS, is_group=False) == "yes"
    assert access.may_ask(BOSS, GROUP, is_group=True) == "yes"
    assert access.may_ask(BO, GROUP, is_group=True) == "blocked"


def test_only_admins_are_admins() -> None:
    assert [OPEN.is_admin(number) for number in (BOSS, BO, GROUP)] == [True, False, False]
