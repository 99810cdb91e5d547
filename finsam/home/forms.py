"""Forms of the first pages."""

from django import forms


class SignInForm(forms.Form):
    """E-mail and password."""

    email = forms.EmailField(
        label="E-post", max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )
    password = forms.CharField(
        label="Lösenord", max_length=200, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
