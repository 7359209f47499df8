"""
A process that does nothing but measure how late its event loop runs, as the services do.

At SIGTERM it prints the 99th percentile of the last 30 s, and ends.
"""

import asyncio
import signal

from b9_common.loop_lag import LoopLag


async def main() -> None:
    """Idle until told to stop."""
    loop, stop = asyncio.get_running_loop(), asyncio.Event()
    loop.add_signal_handler(signal.SIGTERM, stop.set)
    lag = LoopLag()
    idling = asyncio.create_task(lag.run())
    await stop.wait()
    idling.cancel()
    print(f"p99={lag.quantile(0.99):.6f}", flush=True)


if __name__ == "__main__":
    asyncio.run(main())
