"""Lists the phones of a user with httpx alone, as dictionaries."""

import sys
import time

import httpx

root, user, times = sys.argv[1], sys.argv[2], int(sys.argv[3])

with httpx.Client(headers={"Authorization": "Bearer t"}) as http:
    began = time.process_time()
    for _ in range(times):
        answer = http.get(f"{root}/users/{user}/authentication/phoneMethods")
        answer.raise_for_status()
        numbers = [phone["phoneNumber"] for phone in answer.json()["value"]]
    print(len(numbers), numbers[0], (time.process_time() - began) / times)
