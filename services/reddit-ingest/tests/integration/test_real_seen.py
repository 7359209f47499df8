from datetime import UTC, datetime

from b9_common.events import FoundSubreddit
from b9_common.kv import TypedKv
from b9_common.messaging.connection import Broker
from b9_common.topology import SEEN
from b9_reddit_ingest.adapters.seen import SeenInBucket
from b9_reddit_ingest.seen import Findings


async def test_findings_put_into_the_real_bucket_are_read_back_by_another(broker: Broker) -> None:
    found = FoundSubreddit(id="s", name="pics", via_user="An-na_1", post_id="p")
    findings = Findings(name="An-na_1", id="7", found=(found,), observed_at=datetime.now(UTC))
    one, other = (SeenInBucket(TypedKv(broker, SEEN, Findings), fresh_s=60.0) for _ in range(2))

    await one.remember(findings)

    assert await other.fresh("an-NA_1") == findings
    assert await other.fresh("nobody") is None
