"""The look: base page, components, forms, tables and charts. Knows no model; imports the kernel only."""
