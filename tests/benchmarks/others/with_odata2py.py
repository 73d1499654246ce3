"""Lists the phones of a user with a package of phones."""

import sys
import time

from graph_phone import GraphClient

root, user, times = sys.argv[1], sys.argv[2], int(sys.argv[3])

with GraphClient("t", service_root=root) as graph:
    began = time.process_time()
    for _ in range(times):
        phones = graph.users[user].authentication.phone_methods.list()
        numbers = [phone.phone_number for phone in phones]
    print(len(numbers), numbers[0], (time.process_time() - began) / times)
