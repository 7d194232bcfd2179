"""Addresses of accounts, below `/api/v1/`; `/me` itself is in `privacy`, which can delete it."""

from django.urls import path

from culturepedia.accounts.views import links, me, sign_in

urlpatterns = [
    path("auth/signup", sign_in.SignUpView.as_view(), name="signup"),
    path("auth/signin", sign_in.SignInView.as_view(), name="signin"),
    path("auth/refresh", sign_in.RefreshView.as_view(), name="refresh"),
    path("auth/signout", sign_in.SignOutView.as_view(), name="signout"),
    path("auth/password/forgot", links.ForgotPasswordView.as_view(), name="password-forgot"),
    path("auth/password/reset", links.ResetPasswordView.as_view(), name="password-reset"),
    path("auth/email/verify", links.VerifyEmailView.as_view(), name="email-verify"),
    path("auth/email/resend", links.ResendView.as_view(), name="email-resend"),
    path("me/password", me.PasswordView.as_view(), name="me-password"),
    path("me/sessions", me.SessionListView.as_view(), name="me-sessions"),
    path("me/sessions/<str:session_id>", me.SessionView.as_view(), name="me-session"),
]
