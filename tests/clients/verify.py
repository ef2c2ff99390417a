"""Verifies what a webhook was sent, as Standard Webhooks' own Python library does."""
import json
import sys

from standardwebhooks.webhooks import Webhook

posts = json.load(sys.stdin)
for post in posts:
    Webhook(sys.argv[1]).verify(post["body"], post["headers"])
print(len(posts), "hold")
