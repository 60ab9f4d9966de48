{% load static %}self.GUYUB = {version: "{{ version|escapejs }}", page: "{{ page_address|escapejs }}", shell: {{ shell|safe }}};
importScripts("{% static "retail/js/sw.js" %}");
