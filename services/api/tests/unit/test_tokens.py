"""Signed tokens: whose are believed, and what they may do."""

import base64
import hmac
import json
import time
from typing import Any

import jwt
import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

from b9_api.access.jwks import BETWEEN_FETCHES_S, FRESH_S, TRUSTED_S, Jwks, keys_in
from b9_api.access.tokens import SignedTokens, Trust
from b9_api.adapters.signing_keys import KeysUnavailableError
from b9_api.http.caller import Caller, Scope
from b9_api.http.problems import Problem

ISSUER = "https://issuer.example/auth/v1"
SECRET = "a-shared-secret-of-the-tests-only"


def rsa_key() -> rsa.RSAPrivateKey:
    """Of two primes that everybody knows; to find others may take a tenth of a second."""
    p, q, e = 2**1_279 - 1, 2**2_203 - 1, 65_537
    d = pow(e, -1, (p - 1) * (q - 1))
    of_p, of_q, inverse = rsa.rsa_crt_dmp1(d, p), rsa.rsa_crt_dmq1(d, q), rsa.rsa_crt_iqmp(p, q)
    public = rsa.RSAPublicNumbers(e, p * q)
    numbers = rsa.RSAPrivateNumbers(p, q, d, of_p, of_q, inverse, public)
    # To look whether they are primes takes longest of all.
    return numbers.private_key(unsafe_skip_rsa_key_validation=True)


RSA_KEY = rsa_key()
EC_KEY = ec.generate_private_key(ec.SECP256R1())
OTHER_KEY = ec.generate_private_key(ec.SECP256R1())
JWKS = {
    "keys": [
        json.loads(RSAAlgorithm.to_jwk(RSA_KEY.public_key())) | {"kid": "r", "alg": "RS256"},
        json.loads(ECAlgorithm.to_jwk(EC_KEY.public_key())) | {"kid": "e", "alg": "ES256"},
    ]
}


class Source:
    """Answers with keys, counts how often, and can be away."""

    def __init__(self) -> None:
        self.told: Any = JWKS
        self.asked = 0
        self.away = False
        self.now = 0.0

    async def fetch(self) -> bytes:
        self.asked += 1
        if self.away:
            raise KeysUnavailableError("away")
        return msgspec.json.encode(self.told)

    def keys(self) -> Jwks:
        return Jwks(self.fetch, lambda: self.now)


async def known(org_id: str) -> bool:
    return org_id == "other"


def trusting(source: Source | None = None, *, secret: str | None = None) -> SignedTokens:
    trust = Trust(
        issuer=ISSUER,
        audience="authenticated",
        role_claim="app_metadata.role",
        roles={"editor": Scope.REVIEW, "boss": Scope.ADMIN},
        org_claim="app_metadata.org_id",
        secret=secret,
    )
    return SignedTokens(trust, source.keys() if source else None, known)


def claims(**more: Any) -> dict[str, Any]:
    now = int(time.time())
    usual = {"sub": "u-1", "iss": ISSUER, "aud": "authenticated", "exp": now + 600}
    return usual | {"app_metadata": {"role": "editor"}} | more


def signed(told: dict[str, Any], *, by: Any = EC_KEY, kid: str = "e", alg: str = "ES256") -> str:
    return jwt.encode(told, by, algorithm=alg, headers={"kid": kid})


def by_hand(header: dict[str, Any], told: dict[str, Any], secret: str) -> str:
    """A token that no library would sign."""
    words = [base64.urlsafe_b64encode(msgspec.json.encode(one)) for one in (header, told)]
    text = b".".join(word.rstrip(b"=") for word in words)
    signature = hmac.digest(secret.encode(), text, "sha256") if secret else b""
    return (text + b"." + base64.urlsafe_b64encode(signature).rstrip(b"=")).decode()


async def test_a_token_of_each_public_algorithm_is_believed() -> None:
    tokens = trusting(Source())

    by_ec = await tokens.caller(signed(claims()))
    by_rsa = await tokens.caller(signed(claims(), by=RSA_KEY, kid="r", alg="RS256"))

    assert by_ec == by_rsa == Caller(id="user:u-1", org_id="default", scope=Scope.REVIEW)


async def test_a_shared_secret_is_believed_only_where_it_is_configured() -> None:
    token = signed(claims(), by=SECRET, alg="HS256")

    assert await trusting(Source(), secret=SECRET).caller(token) is not None
    assert await trusting(Source()).caller(token) is None


@pytest.mark.parametrize(
    "more",
    [
        {"iss": "https://evil.example"},
        {"aud": "anon"},
        {"exp": int(time.time()) - 86_400},
        {"nbf": int(time.time()) + 86_400},
        {"sub": ""},
        {"sub": "x" * 201},
        {"sub": "a\nb"},
    ],
)
async def test_a_token_of_another_time_party_or_use_is_not_believed(more: dict[str, Any]) -> None:
    assert await trusting(Source()).caller(signed(claims(**more))) is None


@pytest.mark.parametrize("missing", ["sub", "iss", "aud", "exp"])
async def test_a_token_that_leaves_something_out_is_not_believed(missing: str) -> None:
    told = {key: value for key, value in claims().items() if key != missing}
    assert await trusting(Source()).caller(signed(told)) is None


async def test_a_clock_that_is_seconds_off_does_no_harm() -> None:
    now = int(time.time())
    told = claims(exp=now - 10, nbf=now + 10)
    assert await trusting(Source()).caller(signed(told)) is not None


async def test_the_tokens_own_word_on_its_algorithm_opens_nothing() -> None:
    tokens = trusting(Source(), secret=SECRET)
    pem = RSA_KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    public = pem.decode()
    forged = [
        by_hand({"alg": "none", "kid": "e"}, claims(), ""),
        by_hand({"alg": "HS256", "kid": "e"}, claims(), ""),
        # The public key taken for a shared secret.
        by_hand({"alg": "HS256", "kid": "r"}, claims(), public),
        by_hand({"alg": "RS256", "kid": "r"}, claims(), public),
        by_hand({"alg": ["HS256"], "kid": "r"}, claims(), SECRET),
        signed(claims(), by=OTHER_KEY),
        signed(claims(), kid="r"),
        signed(claims(), by=SECRET * 2, alg="HS512"),
        "not.a.token",
        base64.urlsafe_b64encode(b"[" * 6_000).decode() + ".x.x",
        "",
    ]

    assert [await tokens.caller(token) for token in forged] == [None] * len(forged)


@pytest.mark.parametrize(
    ("told", "scope"),
    [
        ({"role": "boss"}, Scope.ADMIN),
        ({"role": ["editor", "boss"]}, Scope.ADMIN),
        ({"role": "stranger"}, Scope.NONE),
        ({"role": {"boss": 1}}, Scope.NONE),
        ({}, Scope.NONE),
        ("boss", Scope.NONE),
    ],
)
async def test_a_role_may_do_what_it_is_mapped_to_and_nothing_where_it_is_not(
    told: Any, scope: Scope
) -> None:
    caller = await trusting(Source()).caller(signed(claims(app_metadata=told)))
    assert caller is not None
    assert caller.scope is scope


async def test_a_token_is_of_its_organisation_where_that_is_ours() -> None:
    tokens = trusting(Source())
    ours = signed(claims(app_metadata={"role": "boss", "org_id": "other"}))
    foreign = signed(claims(app_metadata={"role": "boss", "org_id": "nowhere"}))

    caller = await tokens.caller(ours)
    assert caller is not None
    assert caller.org_id == "other"
    with pytest.raises(Problem, match="organisation"):
        await tokens.caller(foreign)


@pytest.mark.parametrize("told", ["", "\x00", "\ud800", 7, ["other"], {"id": "other"}])
async def test_what_is_no_organisation_is_nobodys(told: Any) -> None:
    token = signed(claims(app_metadata={"role": "boss", "org_id": told}))
    with pytest.raises(Problem, match="organisation"):
        await trusting(Source()).caller(token)


async def test_keys_are_fetched_once_and_again_when_they_are_old_with_nobody_waiting() -> None:
    source = Source()
    keys = source.keys()
    first = await keys.find("e")
    await keys.find("r")
    assert source.asked == 1

    source.now += FRESH_S + 1
    assert await keys.find("e") is first
    assert source.asked == 1
    await keys.find("unknown")
    assert source.asked == 2


async def test_a_key_nobody_knows_is_asked_for_once_a_minute_however_often_it_is_named() -> None:
    source = Source()
    keys = source.keys()
    for number in range(20):
        assert await keys.find(f"unknown-{number}") is None
    assert source.asked == 1

    source.now += BETWEEN_FETCHES_S
    source.told = {"keys": [JWKS["keys"][0] | {"kid": "new"}]}
    assert await keys.find("new") is not None
    assert await keys.find("e") is None
    assert source.asked == 2


async def test_while_the_keys_source_is_away_known_keys_are_good_for_a_day() -> None:
    source = Source()
    keys = source.keys()
    await keys.find("e")
    source.away = True
    source.now += TRUSTED_S - 1
    assert await keys.find("e") is not None

    source.now += BETWEEN_FETCHES_S + 2
    with pytest.raises(Problem) as refused:
        await keys.find("e")
    assert (refused.value.status, refused.value.code) == (503, "keys_unavailable")


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"keys": {}}', b'{"keys": [1]}', b"\xff"])
async def test_what_is_no_set_of_keys_leaves_the_known_ones(body: bytes) -> None:
    with pytest.raises((ValueError, jwt.PyJWTError)):
        keys_in(body)


def test_a_shared_secret_among_public_keys_is_left_out() -> None:
    shared = {"kty": "oct", "k": "c2VjcmV0", "kid": "s", "alg": "HS256"}
    told = {"keys": [*JWKS["keys"], shared]}
    assert set(keys_in(msgspec.json.encode(told))) == {"r", "e"}


async def test_what_is_genuine_is_known_by_the_keys_at_hand_however_often_it_is_asked() -> None:
    source = Source()
    tokens = trusting(source)

    assert await tokens.is_signed(signed(claims()))
    assert not await tokens.is_signed(signed(claims(), by=OTHER_KEY))
    assert not await tokens.is_signed(signed(claims(exp=1)))
    for n in range(50):
        assert not await tokens.is_signed(signed(claims(), by=OTHER_KEY, kid=f"unknown {n}"))
    assert source.asked == 1
