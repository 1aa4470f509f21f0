"""The forges: GitHub, GitLab and Forgejo behind one small protocol; the only room that speaks HTTP."""
