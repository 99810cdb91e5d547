"""Forms of the first pages."""

from django import forms


class SignInForm(forms.Form):
    """E-mail and password."""

    email = forms.EmailField(label="E-post", widget=forms.EmailInput(attrs={"autocomplete": "username"}))
    password = forms.CharField(label="Lösenord", widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}))
