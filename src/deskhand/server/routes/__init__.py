"""The routes, one file a resource. They know HTTP shapes; what they do is done elsewhere."""

from __future__ import annotations

from fastapi import APIRouter

from deskhand.server.routes import (
    accounts,
    artifact_desk,
    artifact_forms,
    artifact_uses,
    artifacts,
    blobs,
    branches,
    coediting,
    commands,
    costs,
    desk,
    events,
    examples,
    files,
    forks,
    live,
    me,
    models,
    pages,
    profiles,
    projects,
    reports,
    reviews,
    seal,
    sessions,
    shares,
)

ROUTERS: tuple[APIRouter, ...] = (
    me.router, accounts.router, projects.router, sessions.router, forks.router, commands.router, events.router,
    live.router, desk.router, blobs.router, files.router, artifacts.router, artifact_desk.router, artifact_forms.router,
    artifact_uses.router, branches.router, coediting.router, reviews.router, shares.router, reports.router,
    models.router, profiles.router, costs.router, examples.router, seal.router, pages.router,
)  # fmt: skip
"""All of them. The pages come last: they answer to what no other route does."""
