"""`serve`: the live preview."""

import click

from muscleguide.commands.options import config_option, config_path, fail


@click.command()
@config_option
@click.option("--address", default="127.0.0.1:8000", show_default=True, metavar="HOST:PORT")
@click.pass_obj
def serve(outer: str | None, config_file: str | None, address: str) -> None:
    """Show the site on this machine; a saved file is on the page at once."""
    from muscleguide.preview.server import serve_guide  # noqa: PLC0415  # slow to import

    host, _, port = address.rpartition(":")
    if not host or not port.isdigit():
        fail(f'"{address}" is not HOST:PORT, such as 127.0.0.1:8000', 2)
    try:
        serve_guide(config_path(config_file or outer), host.strip("[]"), int(port))
    except OSError as error:
        reason = f"{address} cannot be served: {error.strerror or error}"
        fail(f"{reason}; name another with --address HOST:PORT", 1)
