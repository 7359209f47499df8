"""The gate as the settings want it."""

from functools import partial

from b9_api.access.failing import Failing
from b9_api.access.gate import Gate
from b9_api.access.jwks import Jwks
from b9_api.access.keys import Keys
from b9_api.access.org_table import OrgTable
from b9_api.access.tokens import SignedTokens, Trust
from b9_api.adapters.signing_keys import fetch
from b9_api.http.caller import Scope
from b9_api.settings import GatewaySettings


def gate_of(settings: GatewaySettings, orgs: OrgTable, keys: Keys) -> Gate:
    """Who is let in, and by what."""
    return Gate(
        keys,
        token=settings.token,
        cron_secret=settings.cron_secret,
        tokens=_tokens_of(settings, orgs),
        open_reads=settings.open_reads,
        failing=Failing(per_min=settings.failures_per_min),
    )


def _tokens_of(settings: GatewaySettings, orgs: OrgTable) -> SignedTokens | None:
    if settings.jwt_issuer is None:
        return None
    secret, url = settings.jwt_secret, settings.jwt_jwks_url
    trust = Trust(
        issuer=settings.jwt_issuer,
        audience=settings.jwt_audience,
        role_claim=settings.jwt_role_claim,
        roles={role: Scope[scope.upper()] for role, scope in settings.jwt_roles.items()},
        org_claim=settings.jwt_org_claim,
        secret=None if secret is None else secret.get_secret_value(),
    )
    keys = None if url is None else Jwks(partial(fetch, url))
    return SignedTokens(trust, keys, orgs.exists)
