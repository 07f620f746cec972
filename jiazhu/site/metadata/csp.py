"""Settings, and what a page needs beyond the rest, in; its Content-Security-Policy, as a `<meta>` says it, out."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial

from jiazhu.model import Config


@cache
def content_security_policy(**directives: str) -> str:
    """Write the policy of a page: what the theme uses, and nothing else.

    `directives` (such as `font_src="'self'"`) take the place of the theme's. They are those of CSP Level 3
    (https://www.w3.org/TR/CSP3/); a `<meta>` cannot hold `frame-ancestors`, `report-uri` and `sandbox` (3.3).
    """
    policy = {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' https:",
        "connect-src": "'self'",  # Lighthouse, too, asks for robots.txt under a page's policy
        "base-uri": "'none'",
        "form-action": "'none'",
        **{name.replace("_", "-"): sources for name, sources in directives.items()},
    }
    return "; ".join(f"{name} {sources}" for name, sources in policy.items())


def policy_of(config: Config) -> Callable[..., str]:
    """Give what writes the policy of each page of a site: copies of pictures make other hosts needless."""
    return partial(content_security_policy, img_src="'self'") if config.images == "mirror" else content_security_policy
