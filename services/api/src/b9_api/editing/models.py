"""Models and their accounts: linked, unlinked and switched together, or not at all."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID, uuid4

from msgspec import Struct

from b9_api.adapters.constraints import constrained
from b9_api.adapters.database import Connection, Database
from b9_api.commands import json_text
from b9_api.editing.changes import Change, RowOutcome, Who
from b9_api.editing.editor import MAX_ROWS, Done, audited, changed_ids, edit_in, keep, locked, told
from b9_api.editing.entities import MODELS, USERS
from b9_api.editing.showing import Showing

# What is not given is as a new model has it.
INSERT: Final = """
INSERT INTO models (stage_name, status, description, assigned_tags, platform_accounts, metrics,
                    commission_rate, payment_type, onboarding_date, notes)
SELECT given.stage_name, coalesce(given.status, 'active'), given.description,
       coalesce(given.assigned_tags, '[]'), coalesce(given.platform_accounts, '{}'),
       coalesce(given.metrics, '{}'), given.commission_rate, given.payment_type,
       given.onboarding_date, given.notes
  FROM jsonb_to_record($1::jsonb) AS given (
       stage_name text, status text, description text, assigned_tags jsonb,
       platform_accounts jsonb, metrics jsonb, commission_rate numeric, payment_type text,
       onboarding_date date, notes text)
RETURNING id::bigint AS id
"""
ACCOUNTS: Final = """
SELECT id FROM reddit_users WHERE model_id = $1 ORDER BY reddit_id COLLATE "C" LIMIT $2
"""
# Whoever was banned stays so, whatever becomes of the model; and whoever was suspended, until
# somebody links the account anew.
BANNED_STAYS: Final = {"status": ("banned",)}
BOTH_STAY: Final = {"status": ("banned", "suspended")}
# Nobody posts for a model that is not there yet.
OF_ACCOUNTS: Final = {"active": "active", "inactive": "inactive", "onboarding": "inactive"}


class AccountRefusedError(Exception):
    """An account cannot be linked, or unlinked: *code* says why, *account* which."""

    def __init__(self, code: str, account: int, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.account = account


class ModelDone(Struct, frozen=True, kw_only=True):
    """What became of a model and of its accounts."""

    model: RowOutcome
    accounts: tuple[RowOutcome, ...] = ()
    token: UUID | None = None

    def accounts_told(self) -> list[dict[str, Any]]:
        """The accounts, as JSON tells them."""
        return [told(row) for row in self.accounts]


class Models:
    """Edits of a model and its accounts, each one transaction and one edit to take back."""

    def __init__(self, database: Database, showing: Showing) -> None:
        self._database = database
        self._showing = showing

    async def create(self, fields: dict[str, Any], accounts: Sequence[int], who: Who) -> ModelDone:
        """
        A new model with its accounts.

        Raises `ConstraintError` for a name that is taken, and `AccountRefusedError`.
        """
        token = uuid4()
        with constrained():
            async with self._database.transaction() as connection:
                model = await _made(connection, fields, who, token)
                linked = await _link(connection, model, accounts, who, token, move=False)
        await self._showing.changed(MODELS, [model.id])
        await self._showing.changed(USERS, changed_ids(linked))
        # A model that was made is archived, not taken back.
        return ModelDone(model=model, accounts=linked)

    async def change(self, change: Change, who: Who) -> ModelDone:
        """
        *change* of one model; where its status changes, that of its accounts does too.

        Raises `ConstraintError` for a name that is taken.
        """

        async def follow(connection: Connection, model: RowOutcome, token: UUID) -> Any:
            if "status" not in model.after:
                return ()
            following = Change(
                of=USERS,
                ids=await _accounts(connection, model.id),
                set={"status": OF_ACCOUNTS[model.after["status"]]},
                keep=BOTH_STAY,
                action="switched",
            )
            return await edit_in(connection, following, who, token)

        return await self._with_accounts(change, who, after=follow)

    async def archive(self, model_id: int, who: Who) -> ModelDone:
        """Put a model out of sight, and let its accounts go."""
        change = Change(
            of=MODELS,
            ids=(model_id,),
            set={"archived_at": datetime.now(UTC).isoformat()},
            action="archived",
        )

        async def let_go(connection: Connection, model: RowOutcome, token: UUID) -> Any:
            accounts = await _accounts(connection, model.id)
            return await _free(connection, accounts, model.id, who, token)

        return await self._with_accounts(change, who, after=let_go)

    async def link(
        self, model_id: int, accounts: Sequence[int], who: Who, *, move: bool
    ) -> ModelDone:
        """Let *accounts* be the model's, all or none. Raises `AccountRefusedError`."""

        async def link(connection: Connection, model: RowOutcome, token: UUID) -> Any:
            return await _link(connection, model, accounts, who, token, move=move)

        return await self._with_accounts(Change(of=MODELS, ids=(model_id,)), who, after=link)

    async def unlink(self, model_id: int, account: int, who: Who) -> ModelDone:
        """Let one account go. Raises `AccountRefusedError` where it is not the model's."""

        async def unlink(connection: Connection, model: RowOutcome, token: UUID) -> Any:
            rows = await _free(connection, (account,), model.id, who, token)
            if rows[0].result in {"conflict", "not_found"}:
                raise AccountRefusedError("not_linked", account, "it is not an account of this")
            return rows

        return await self._with_accounts(Change(of=MODELS, ids=(model_id,)), who, after=unlink)

    async def _with_accounts(self, change: Change, who: Who, after: Any) -> ModelDone:
        token = uuid4()
        with constrained():
            async with self._database.transaction() as connection:
                [model] = await edit_in(connection, change, who, token)
                rows: tuple[RowOutcome, ...] = ()
                if model.result in {"updated", "unchanged"}:
                    rows = await after(connection, model, token)
                done = Done(rows=(model, *rows))
                changed = any(row.result == "updated" for row in done.rows)
                if changed:
                    answer = json_text(done.answer())
                    await keep(connection, who, MODELS.resource, token, answer)
        await self._showing.changed(MODELS, changed_ids([model]))
        await self._showing.changed(USERS, changed_ids(rows))
        return ModelDone(model=model, accounts=rows, token=token if changed else None)


async def _made(
    connection: Connection, fields: dict[str, Any], who: Who, token: UUID
) -> RowOutcome:
    made = await connection.fetchrow(INSERT, json_text(fields))
    model_id: int = made["id"] if made is not None else 0
    [row] = await locked(connection, MODELS, (model_id,))
    created = [{"key": row.key, "before": {}, "after": row.held}]
    await audited(connection, MODELS.entity, "created", who, token, created)
    return RowOutcome(id=model_id, result="unchanged", row=row)


async def _link(  # whose accounts, by whom, under which edit
    connection: Connection,
    model: RowOutcome,
    accounts: Sequence[int],
    who: Who,
    token: UUID,
    *,
    move: bool,
) -> tuple[RowOutcome, ...]:
    if model.row is None:
        return ()
    change = Change(
        of=USERS,
        ids=tuple(accounts),
        set={
            "model_id": model.id,
            "our_creator": True,
            "status": OF_ACCOUNTS[model.row.held["status"]],
        },
        keep=BANNED_STAYS,
        action="linked",
    )
    rows = await edit_in(connection, change, who, token)
    for row in rows:
        if row.result == "not_found":
            raise AccountRefusedError("unknown_account", row.id, "no account has this id")
        if row.before.get("model_id") is not None and not move:
            raise AccountRefusedError("account_taken", row.id, "it is another model's: say `move`")
    return rows


async def _free(
    connection: Connection, accounts: Sequence[int], model_id: int, who: Who, token: UUID
) -> tuple[RowOutcome, ...]:
    change = Change(
        of=USERS,
        ids=tuple(accounts),
        set={"model_id": None, "status": "inactive"},
        expect={"model_id": model_id},
        keep=BOTH_STAY,
        action="unlinked",
    )
    return await edit_in(connection, change, who, token)


async def _accounts(connection: Connection, model_id: int) -> tuple[int, ...]:
    rows = await connection.fetch(ACCOUNTS, model_id, MAX_ROWS + 1)
    if len(rows) > MAX_ROWS:
        raise AccountRefusedError("too_many_accounts", 0, f"more than {MAX_ROWS} accounts")
    return tuple(row["id"] for row in rows)
