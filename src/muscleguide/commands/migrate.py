"""`migrate`: bring a guide that was written for an older program to today's format."""

import click

from muscleguide.checking.check import check_guide
from muscleguide.checking.old_formats import migrations
from muscleguide.commands.options import config_option, config_path, fail
from muscleguide.context import today
from muscleguide.writing import reason_of, write_whole


@click.command()
@config_option
@click.option("--dry-run", is_flag=True, help="Say what would be changed, and change nothing.")
@click.pass_obj
def migrate(outer: str | None, config_file: str | None, dry_run: bool) -> None:
    """Change what an older program wanted in another way, where a program can change it."""
    config = config_path(config_file or outer)
    root = config.parent
    folder = check_guide(root, config.name, today()).folder
    found = list(migrations(root, folder))
    by_hand = [one for one in found if one.text is None and one.renamed is None]
    for migration in found:
        path = root / migration.file
        try:
            if migration.renamed:
                click.echo(f"{migration.file}: renamed to {migration.renamed}")
                if not dry_run:
                    path.rename(root / migration.renamed)
            elif migration.text is not None:
                click.echo(
                    f"{migration.file}: {migration.problem.message.partition(';')[0]}: changed"
                )
                if not dry_run:
                    write_whole(path, migration.text.encode())
        except OSError as error:
            fail(reason_of(error), 1)
    for migration in by_hand:
        click.echo(f"{migration.problem}; change it by hand", err=True)
    if not found:
        click.echo("The guide is written as this program wants it; nothing was changed")
    if by_hand:
        fail(f"{len(by_hand)} left to change by hand", 1)
