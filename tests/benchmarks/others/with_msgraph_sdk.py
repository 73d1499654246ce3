"""Lists the phones of a user with Microsoft's SDK."""

import asyncio
import sys
import time

from kiota_abstractions.authentication import AnonymousAuthenticationProvider
from kiota_http.httpx_request_adapter import HttpxRequestAdapter
from msgraph import GraphServiceClient

root, user, times = sys.argv[1], sys.argv[2], int(sys.argv[3])


async def main() -> None:
    adapter = HttpxRequestAdapter(AnonymousAuthenticationProvider())
    adapter.base_url = root
    graph = GraphServiceClient(request_adapter=adapter)
    began = time.process_time()
    for _ in range(times):
        page = await graph.users.by_user_id(user).authentication.phone_methods.get()
        numbers = [phone.phone_number for phone in page.value]
    print(len(numbers), numbers[0], (time.process_time() - began) / times)


asyncio.run(main())
