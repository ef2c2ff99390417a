"""What a program does that was made for PagerDuty: only the address is another."""
import sys

import pagerduty

address, routing_key = sys.argv[1:]
client = pagerduty.EventsApiV2Client(routing_key, base_url=address)
client.retry[429] = 5
said = [
    client.trigger("Disk is full", "db1", dedup_key="disk-1", severity="critical", custom_details={"free": "1 %"}),
    client.trigger("Disk is full", "db1", dedup_key="disk-1", severity="critical"),
    client.acknowledge("disk-1"),
    client.resolve("disk-1"),
    client.trigger("Disk is full again", "db1", dedup_key="disk-1", severity="warning"),
]
print(*said)
