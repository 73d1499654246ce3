"""Lists the phones of a user with Office365-REST-Python-Client."""

import sys
import time

from office365.graph_client import GraphClient
from office365.graph_request import GraphRequest

root, user, times = sys.argv[1], sys.argv[2], int(sys.argv[3])
GraphRequest.service_root_url = property(lambda self: root)  # it knows Graph's alone

graph = GraphClient(lambda: {"access_token": "t", "token_type": "Bearer"})
began = time.process_time()
for _ in range(times):
    phones = graph.users[user].authentication.phone_methods.get().execute_query()
    numbers = [phone.phone_number for phone in phones]
print(len(numbers), numbers[0], (time.process_time() - began) / times)
