"""usage: check_html.py <fragment
Is it a fragment with nothing but what litsearch writes: known tags, all closed,
known attributes, links to http, https or the site? Prints what is not."""
import sys
from html.parser import HTMLParser

TAGS = {"article", "h3", "h4", "p", "a", "cite", "ul", "li", "span", "mark", "em"}
ATTRIBUTES = {"class", "lang", "href", "data-step", "data-facet"}


class Reader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.faults = [], []

    def handle_starttag(self, tag, attributes):
        self.open.append(tag)
        if tag not in TAGS:
            self.faults.append(f"<{tag}>")
        for name, value in attributes:
            link = name != "href" or value.startswith(("http://", "https://", "/"))
            named = name != "class" or all(word.startswith("litsearch-") for word in value.split())
            if name not in ATTRIBUTES or not link or not named:
                self.faults.append(f"{name}={value}")

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}>")

    def handle_comment(self, text):
        self.faults.append("a comment")

    def handle_decl(self, text):
        self.faults.append("a declaration")


def main():
    reader = Reader()
    reader.feed(sys.stdin.read())
    reader.close()
    print(" ".join(reader.faults + reader.open), end="")
    return 1 if reader.faults or reader.open else 0


sys.exit(main())
